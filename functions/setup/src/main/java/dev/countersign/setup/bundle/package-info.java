/** Whether a folder is a bundle that a plane can decide by, said before it is published. */
@NullMarked
package dev.countersign.setup.bundle;

import org.jspecify.annotations.NullMarked;
