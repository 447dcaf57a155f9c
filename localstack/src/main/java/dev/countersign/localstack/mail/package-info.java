/** A mail sink behind the wire protocol of Amazon SES v2, with a page that shows what was sent. */
@NullMarked
package dev.countersign.localstack.mail;

import org.jspecify.annotations.NullMarked;
