/**
 * The rows of large answers as objects in S3: execution writes them, intake gives links to them.
 */
@NullMarked
package dev.countersign.s3;

import org.jspecify.annotations.NullMarked;
