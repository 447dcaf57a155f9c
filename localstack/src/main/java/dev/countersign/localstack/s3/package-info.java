/** The part of S3 that the plane uses: multipart uploads, and fetching by presigned links. */
@NullMarked
package dev.countersign.localstack.s3;

import org.jspecify.annotations.NullMarked;
