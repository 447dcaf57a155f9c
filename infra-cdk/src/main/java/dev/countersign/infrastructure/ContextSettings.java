package dev.countersign.infrastructure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.infrastructure.DeploymentSettings.Endpoint;
import dev.countersign.infrastructure.DeploymentSettings.LogRole;
import dev.countersign.infrastructure.DeploymentSettings.Mail;
import dev.countersign.infrastructure.DeploymentSettings.Network;
import dev.countersign.infrastructure.DeploymentSettings.Throttling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a deployment's settings from the CDK context key {@code countersign}: an object, or the
 * path of a JSON file that holds one. What is missing, unknown or of the wrong form is named.
 */
final class ContextSettings {

  static final String KEY = "countersign";

  /** A function's variables hold 4 KB in all; the others need well under 1 KB of them. */
  private static final int LONGEST_VARIABLE = 3_000;

  private static final Throttling USUAL_THROTTLING = new Throttling(50, 100);

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private ContextSettings() {}

  /** The settings that this context value holds or points to. */
  static DeploymentSettings read(@Nullable Object context) {
    return switch (context) {
      case null ->
          throw new InvalidSettings(
              "context key `"
                  + KEY
                  + "` is missing: pass `-c countersign=FILE` with a JSON file of settings");
      case String file -> SettingsSection.read(parse(Path.of(file)), ContextSettings::settings);
      case Object object ->
          SettingsSection.read(MAPPER.valueToTree(object), ContextSettings::settings);
    };
  }

  private static JsonNode parse(Path file) {
    try {
      return MAPPER.readTree(Files.readString(file));
    } catch (JsonProcessingException fault) {
      throw new InvalidSettings("settings `" + file + "` are not JSON", fault);
    } catch (IOException fault) {
      throw new InvalidSettings("settings `" + file + "` cannot be read", fault);
    }
  }

  private static DeploymentSettings settings(SettingsSection section) {
    Endpoint endpoint = endpoint(section);
    String issuers = section.json("issuers", LONGEST_VARIABLE);
    String signIn = section.json("signIn", LONGEST_VARIABLE);
    IssuersApart.require(issuers, signIn);
    return new DeploymentSettings(
        section.matching("account", "[0-9]{12}", "an AWS account, a text of twelve digits"),
        section.matching("region", "[a-z]{2}(-[a-z]+)+-[0-9]", "an AWS region"),
        publicUrl(section, endpoint),
        issuers,
        signIn,
        section.json("auditSignIn", LONGEST_VARIABLE),
        section.section("mail", ContextSettings::mail),
        section.optionalSection("throttling", ContextSettings::throttling).orElse(USUAL_THROTTLING),
        logRole(section),
        section.optionalSection("executionNetwork", ContextSettings::network),
        endpoint,
        section.optionalMatching("webAcl", "arn:[^:]+:wafv2:.+", "the ARN of a WAF web ACL"));
  }

  private static String publicUrl(SettingsSection section, Endpoint endpoint) {
    Optional<String> given =
        section.optionalMatching(
            "publicUrl",
            "https://[^/?#\\s]+(/[^/?#\\s]+)*",
            "an https address without a query and without a slash at its end");
    return switch (endpoint) {
      case Endpoint.OwnDomain domain -> given.orElse("https://" + domain.name());
      case Endpoint.Regional _, Endpoint.Private _ ->
          given.orElseThrow(
              () -> new InvalidSettings("key `publicUrl` is missing, and so is `domain`"));
    };
  }

  private static Endpoint endpoint(SettingsSection section) {
    Optional<Endpoint> domain = section.optionalSection("domain", ContextSettings::domain);
    if (!section.has("privateEndpoints")) {
      return domain.orElseGet(Endpoint.Regional::new);
    }
    if (domain.isPresent()) {
      throw new InvalidSettings("keys `domain` and `privateEndpoints` exclude each other");
    }
    return new Endpoint.Private(section.texts("privateEndpoints"));
  }

  private static Endpoint domain(SettingsSection section) {
    return new Endpoint.OwnDomain(
        section.matching("name", "[a-z0-9-]+(\\.[a-z0-9-]+)+", "a domain name in lower case"),
        section.matching("certificate", "arn:[^:]+:acm:.+", "the ARN of an ACM certificate"));
  }

  private static Mail mail(SettingsSection section) {
    return new Mail(
        section.matching("from", "[^@<>\\s]+@[^@<>\\s]+", "a mail address and nothing else"),
        section.matching("identity", "[^/*?:\\s]+", "a verified SES domain or address"));
  }

  private static Throttling throttling(SettingsSection section) {
    return new Throttling(section.positive("rate"), section.positive("burst"));
  }

  private static Network network(SettingsSection section) {
    return new Network(section.texts("subnets"), section.texts("securityGroups"));
  }

  private static LogRole logRole(SettingsSection section) {
    return section
        .optionalMatching("apiGatewayLogRole", "create|existing", "`create` or `existing`")
        .map(text -> text.equals("existing") ? LogRole.EXISTING : LogRole.CREATE)
        .orElse(LogRole.CREATE);
  }
}
