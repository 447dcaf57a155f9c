/** Notices as mail through Amazon SES. */
@NullMarked
package dev.countersign.mail;

import org.jspecify.annotations.NullMarked;
