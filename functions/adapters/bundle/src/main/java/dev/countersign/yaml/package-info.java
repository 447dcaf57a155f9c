/**
 * The policy bundle as its owners keep it: a folder of YAML and Cedar files under version control.
 */
@NullMarked
package dev.countersign.yaml;

import org.jspecify.annotations.NullMarked;
