package dev.countersign.infrastructure;

import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.Billing;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexPropsV2;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.ProjectionType;
import software.amazon.awscdk.services.dynamodb.TableV2;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/**
 * The records. Every table here is kept when the stack goes, cannot be deleted by mistake, and can
 * be restored to any second of the last 35 days.
 */
final class EvidenceStack extends Stack {

  private static final int RECOVERY_DAYS = 35;
  private static final int RESULT_DAYS = 2;
  private static final String REQUESTED_AT = "requested-at";

  private final Records records;

  EvidenceStack(Construct scope, String name, StackProps properties) {
    super(scope, name, properties);
    TableV2 evidence =
        kept("Evidence", "partition")
            .sortKey(text("kind"))
            // Sparse: only the entries that open and close an operation carry the attributes.
            .globalSecondaryIndexes(
                List.of(
                    listed("by-day", "day"),
                    listed("by-requester", "requester"),
                    listed("by-outcome", "outcome"),
                    listed("by-approver-group", "approver-group")))
            .build();
    TableV2 answers = kept("Answers", "operation").timeToLiveAttribute("expires").build();
    TableV2 catalogue = kept("Catalogue", "connection").build();
    TableV2 policy = kept("Policy", "version").build();
    TableV2 open =
        kept("Open", "operation")
            .globalSecondaryIndexes(List.of(listedBy("by-look-at", "shard", "look-at")))
            .build();
    this.records = new Records(evidence, answers, catalogue, policy, open, results());
    CfnOutput.Builder.create(this, "EvidenceTable").value(evidence.getTableName()).build();
    CfnOutput.Builder.create(this, "PolicyTable").value(policy.getTableName()).build();
  }

  Records records() {
    return records;
  }

  /**
   * Where the rows of large answers are: nobody's but the two roles', encrypted, by TLS alone, and
   * gone within two days, which is a day after the last link to them could be made.
   */
  private Bucket results() {
    return Bucket.Builder.create(this, "Results")
        .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
        .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
        .encryption(BucketEncryption.S3_MANAGED)
        .enforceSsl(true)
        .minimumTlsVersion(1.2)
        .removalPolicy(RemovalPolicy.RETAIN)
        .lifecycleRules(
            List.of(
                LifecycleRule.builder()
                    .id("answers-expire")
                    .expiration(Duration.days(RESULT_DAYS))
                    .abortIncompleteMultipartUploadAfter(Duration.days(1))
                    .build()))
        .build();
  }

  private TableV2.Builder kept(String id, String partitionKey) {
    return TableV2.Builder.create(this, id)
        .partitionKey(text(partitionKey))
        .billing(Billing.onDemand())
        .removalPolicy(RemovalPolicy.RETAIN)
        .deletionProtection(true)
        .pointInTimeRecoverySpecification(
            PointInTimeRecoverySpecification.builder()
                .pointInTimeRecoveryEnabled(true)
                .recoveryPeriodInDays(RECOVERY_DAYS)
                .build());
  }

  private static GlobalSecondaryIndexPropsV2 listed(String name, String attribute) {
    return GlobalSecondaryIndexPropsV2.builder()
        .indexName(name)
        .partitionKey(text(attribute))
        .sortKey(text(REQUESTED_AT))
        .projectionType(ProjectionType.INCLUDE)
        .nonKeyAttributes(List.of("listed"))
        .build();
  }

  private static GlobalSecondaryIndexPropsV2 listedBy(String name, String attribute, String order) {
    return GlobalSecondaryIndexPropsV2.builder()
        .indexName(name)
        .partitionKey(text(attribute))
        .sortKey(text(order))
        .projectionType(ProjectionType.KEYS_ONLY)
        .build();
  }

  private static Attribute text(String name) {
    return Attribute.builder().name(name).type(AttributeType.STRING).build();
  }
}
