/**
 * What every duty with pages for people needs: signing in, sessions, forms, and the frame of a
 * page.
 */
@NullMarked
package dev.countersign.browser;

import org.jspecify.annotations.NullMarked;
