/** Notices as mail through Amazon SES. */
@NullMarked
package dev.countersign.adapters.mail;

import org.jspecify.annotations.NullMarked;
