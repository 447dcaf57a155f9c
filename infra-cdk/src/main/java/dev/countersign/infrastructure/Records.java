package dev.countersign.infrastructure;

import software.amazon.awscdk.services.dynamodb.ITableV2;
import software.amazon.awscdk.services.s3.IBucket;

/**
 * The stores that outlive the plane.
 *
 * @param evidence what happened, one partition per duty and operation
 * @param answers masked answers, until they expire
 * @param catalogue what surveys found
 * @param policy published policy bundles
 * @param open which operations are not closed: the sweep's list of work, kept with the records
 *     since what is missing in it is never looked after
 * @param results the rows of large answers, until they expire
 */
record Records(
    ITableV2 evidence,
    ITableV2 answers,
    ITableV2 catalogue,
    ITableV2 policy,
    ITableV2 open,
    IBucket results) {}
