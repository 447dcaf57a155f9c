package dev.countersign.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The records outlive the plane, and have the shape that the adapters write to. */
final class EvidenceStackTest {

  private static final String TABLE = "AWS::DynamoDB::GlobalTable";
  private static final String BUCKET = "AWS::S3::Bucket";

  private Template evidence;
  private Template duties;

  @BeforeEach
  void synthesise() {
    Synthesis synthesis = Synthesis.plain();
    evidence = synthesis.evidence();
    duties = synthesis.duties();
  }

  @Test
  void thereAreFiveTablesAndABucketThatAreKeptAndNothingElse() {
    List<String> types = new ArrayList<>();
    evidence.json().get("Resources").forEach(resource -> types.add(resource.get("Type").asText()));
    assertThat(types)
        .containsExactlyInAnyOrder(
            TABLE, TABLE, TABLE, TABLE, TABLE, BUCKET, "AWS::S3::BucketPolicy");
  }

  @Test
  void theBucketOfLargeAnswersIsPrivateEncryptedAndForgetful() {
    JsonNode bucket = evidence.properties(BUCKET, "Results");
    assertThat(bucket.get("PublicAccessBlockConfiguration").properties())
        .hasSize(4)
        .allMatch(setting -> setting.getValue().asBoolean());
    assertThat(bucket.at("/OwnershipControls/Rules/0/ObjectOwnership").asText())
        .isEqualTo("BucketOwnerEnforced");
    assertThat(
            bucket
                .at(
                    "/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault/SSEAlgorithm")
                .asText())
        .isEqualTo("AES256");
    JsonNode rule = bucket.at("/LifecycleConfiguration/Rules/0");
    assertThat(rule.get("Status").asText()).isEqualTo("Enabled");
    assertThat(rule.get("ExpirationInDays").asInt()).isEqualTo(2);
    assertThat(rule.at("/AbortIncompleteMultipartUpload/DaysAfterInitiation").asInt()).isEqualTo(1);
    JsonNode policy = evidence.properties("AWS::S3::BucketPolicy", "ResultsPolicy");
    assertThat(policy.at("/PolicyDocument/Statement/0/Effect").asText()).isEqualTo("Deny");
    assertThat(policy.at("/PolicyDocument/Statement/0/Condition/Bool/aws:SecureTransport").asText())
        .isEqualTo("false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Evidence", "Answers", "Catalogue", "Policy", "Open"})
  void aTableIsKeptProtectedAndRestorable(String name) {
    JsonNode resource = evidence.resources(TABLE).getOrDefault(name, evidence.json());
    assertThat(resource.path("DeletionPolicy").asText()).isEqualTo("Retain");
    assertThat(resource.path("UpdateReplacePolicy").asText()).isEqualTo("Retain");
    JsonNode replica = evidence.properties(TABLE, name).get("Replicas").get(0);
    assertThat(replica.get("DeletionProtectionEnabled").asBoolean()).isTrue();
    JsonNode recovery = replica.get("PointInTimeRecoverySpecification");
    assertThat(recovery.get("PointInTimeRecoveryEnabled").asBoolean()).isTrue();
    assertThat(recovery.get("RecoveryPeriodInDays").asInt()).isEqualTo(35);
  }

  @ParameterizedTest
  @CsvSource({
    "Evidence,partition HASH kind RANGE,",
    "Answers,operation HASH,expires",
    "Catalogue,connection HASH,",
    "Policy,version HASH,",
    "Open,operation HASH,"
  })
  void aTableHasItsKeysAndExpiry(String name, String keys, String expires) {
    JsonNode table = evidence.properties(TABLE, name);
    assertThat(keys(table)).isEqualTo(keys);
    assertThat(table.get("BillingMode").asText()).isEqualTo("PAY_PER_REQUEST");
    assertThat(table.at("/TimeToLiveSpecification/AttributeName").asText(null)).isEqualTo(expires);
  }

  @Test
  void evidenceIsListedByDayRequesterOutcomeAndApproverGroup() {
    Map<String, String> indexes = new TreeMap<>();
    evidence
        .properties(TABLE, "Evidence")
        .get("GlobalSecondaryIndexes")
        .forEach(index -> {
          indexes.put(index.get("IndexName").asText(), keys(index));
          assertThat(index.at("/Projection/NonKeyAttributes").toString()).isEqualTo("[\"listed\"]");
        });
    assertThat(indexes)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "by-day", "day HASH requested-at RANGE",
                "by-requester", "requester HASH requested-at RANGE",
                "by-outcome", "outcome HASH requested-at RANGE",
                "by-approver-group", "approver-group HASH requested-at RANGE"));
  }

  @Test
  void whatIsOpenIsListedByWhenItIsDue() {
    JsonNode indexes = evidence.properties(TABLE, "Open").get("GlobalSecondaryIndexes");
    assertThat(indexes).hasSize(1);
    assertThat(indexes.get(0).get("IndexName").asText()).isEqualTo("by-look-at");
    assertThat(keys(indexes.get(0))).isEqualTo("shard HASH look-at RANGE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ApprovalApprovals", "AuditAudits"})
  void aTableOfSessionsGoesWithThePlaneAndExpires(String name) {
    JsonNode table = duties.properties(TABLE, name);
    assertThat(keys(table)).isEqualTo("key HASH");
    assertThat(table.at("/TimeToLiveSpecification/AttributeName").asText()).isEqualTo("expires");
    assertThat(duties.resources(TABLE)).hasSize(2);
  }

  @Test
  void noTableLetsAnyoneInByAPolicyOfItsOwn() {
    assertThat(evidence.json().findValues("ResourcePolicy")).isEmpty();
    assertThat(duties.json().findValues("ResourcePolicy")).isEmpty();
  }

  @Test
  void thePlaneRefersToTheRecordsAndTheRecordsToNothing() {
    assertThat(duties.json().toString()).contains("Fn::ImportValue");
    assertThat(evidence.json().toString()).doesNotContain("Fn::ImportValue");
  }

  private static String keys(JsonNode tableOrIndex) {
    List<String> keys = new ArrayList<>();
    tableOrIndex
        .get("KeySchema")
        .forEach(
            key -> keys.add(key.get("AttributeName").asText() + " " + key.get("KeyType").asText()));
    return String.join(" ", keys);
  }
}
