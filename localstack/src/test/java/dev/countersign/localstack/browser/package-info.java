/** The browser that people use, driven by tests: Debian's Chromium through Debian's driver. */
@NullMarked
package dev.countersign.localstack.browser;

import org.jspecify.annotations.NullMarked;
