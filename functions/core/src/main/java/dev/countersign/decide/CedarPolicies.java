package dev.countersign.decide;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.AuthorizationResponse;
import com.cedarpolicy.model.AuthorizationSuccessResponse;
import com.cedarpolicy.model.AuthorizationSuccessResponse.AuthorizationError;
import com.cedarpolicy.model.DetailedError;
import com.cedarpolicy.model.ValidationRequest;
import com.cedarpolicy.model.ValidationResponse;
import com.cedarpolicy.model.ValidationResponse.ValidationError;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.exception.CacheException;
import com.cedarpolicy.model.exception.InternalException;
import com.cedarpolicy.model.policy.Policy;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.model.schema.Schema;
import com.cedarpolicy.value.CedarList;
import com.cedarpolicy.value.CedarMap;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.PrimBool;
import com.cedarpolicy.value.PrimLong;
import com.cedarpolicy.value.PrimString;
import com.cedarpolicy.value.Value;
import dev.countersign.classify.Signal;
import dev.countersign.decide.Exposure.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Checked policies, ready to be asked: parsed natively once, validated against the schema, each
 * request validated against it too. Safe to use from several threads.
 */
final class CedarPolicies {

  /** Parsed once for the process: Cedar keeps a limited number of cached schemas. */
  private static final Schema SCHEMA = schema("countersign.cedarschema");

  /**
   * The types that questions name, of which there are few: reading a type's name and writing it are
   * calls into native code, and each question names a type several times.
   */
  private static final Map<String, EntityTypeName> TYPES = new ConcurrentHashMap<>();

  private final BasicAuthorizationEngine engine = new BasicAuthorizationEngine();
  private final PolicySet policies;

  private CedarPolicies(PolicySet policies) {
    this.policies = policies;
  }

  /** Validates the policies; what is wrong with them is added to the faults. */
  static CedarPolicies of(SortedMap<String, PolicyText> texts, Collection<PolicyFault> faults) {
    return LargeStack.call(() -> {
      Set<Policy> policies = new HashSet<>();
      // Cedar makes up ids and pays no regard to `@id`: here each policy gets its own.
      texts.forEach((id, text) -> policies.add(new Policy(text.source(), id)));
      try {
        CedarPolicies cedar = new CedarPolicies(new PolicySet(policies));
        cedar.validate(texts, faults);
        cedar.policies.cache();
        return cedar;
      } catch (AuthException | CacheException e) {
        throw new IllegalStateException("cedar could not validate the policies", e);
      }
    });
  }

  private void validate(SortedMap<String, PolicyText> texts, Collection<PolicyFault> faults)
      throws AuthException {
    ValidationResponse response = engine.validate(new ValidationRequest(SCHEMA, policies));
    ValidationResponse.ValidationSuccessResponse findings =
        response.success.orElseThrow(
            () -> new IllegalStateException("cedar could not validate the policies"));
    // A warning tells of a policy that can never match, or of letters that look like others.
    Stream.concat(findings.validationErrors.stream(), findings.validationWarnings.stream())
        .forEach(finding -> faults.add(fault(finding, texts)));
  }

  private static PolicyFault fault(ValidationError finding, SortedMap<String, PolicyText> texts) {
    DetailedError error = finding.getError();
    String id = finding.getPolicyId();
    String message =
        error.message.replaceFirst("^for policy `[^`]*`[,:] ", "")
            + error.help.filter(help -> !help.isBlank()).map(help -> ": " + help).orElse("");
    PolicyText text = texts.get(id);
    String file = text == null ? "" : text.file();
    return new PolicyFault(file, Optional.of(id), message.replaceAll("\\s+", " "));
  }

  private static Schema schema(String resource) {
    try (InputStream stream = CedarPolicies.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("the schema is missing");
      }
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      Schema schema = Schema.parse(Schema.JsonOrCedar.Cedar, text);
      schema.cache();
      return schema;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InternalException | CacheException e) {
      throw new IllegalStateException("cedar does not accept the schema", e);
    }
  }

  /**
   * Asks one question.
   *
   * @param approved whether independent people have approved the operation
   */
  Answer ask(Question question, boolean approved) {
    Asker asker = question.asker();
    Lineage.Step resource = question.resource().resource();
    AuthorizationRequest request =
        new AuthorizationRequest(
            uid(asker.type(), asker.id()),
            uid("Action", question.action().id()),
            uid(resource.type(), resource.id()),
            Optional.of(context(question, approved)),
            Optional.of(SCHEMA),
            true);
    try {
      return answer(engine.isAuthorized(request, policies, entities(question)));
    } catch (AuthException _) {
      return new Answer.Failed(new TreeSet<>());
    }
  }

  private static Answer answer(AuthorizationResponse response) {
    if (response.type != AuthorizationResponse.SuccessOrFailure.Success
        || response.success.isEmpty()) {
      return new Answer.Failed(new TreeSet<>());
    }
    AuthorizationSuccessResponse success = response.success.get();
    if (!success.getErrors().isEmpty()) {
      TreeSet<String> failed = new TreeSet<>();
      for (AuthorizationError error : success.getErrors()) {
        failed.add(error.getPolicyId());
      }
      return new Answer.Failed(failed);
    }
    TreeSet<String> reason = new TreeSet<>(success.getReason());
    return success.isAllowed() ? new Answer.Allowed(reason) : new Answer.Denied(reason);
  }

  private static Set<Entity> entities(Question question) {
    Set<Entity> entities = new HashSet<>();
    Asker asker = question.asker();
    Set<EntityUID> groups = new HashSet<>();
    asker.groups().forEach(group -> groups.add(uid("Group", group)));
    entities.add(new Entity(uid(asker.type(), asker.id()), groups));
    List<Lineage.Step> steps = question.resource().steps();
    for (int index = 0; index < steps.size(); index++) {
      Map<String, Value> attributes = new HashMap<>();
      if (index == 0) {
        question.label().ifPresent(label -> attributes.put("label", new PrimString(label)));
      }
      Set<EntityUID> parents = new HashSet<>();
      if (index + 1 < steps.size()) {
        parents.add(uid(steps.get(index + 1).type(), steps.get(index + 1).id()));
      }
      EntityUID step = uid(steps.get(index).type(), steps.get(index).id());
      entities.add(new Entity(step, attributes, parents));
    }
    return entities;
  }

  private static Map<String, Value> context(Question question, boolean approved) {
    Map<String, Value> context = new HashMap<>();
    context.put(
        "controllers",
        set(question.asker().controllers().stream().map(person -> uid("Person", person))));
    context.put("actors", new PrimLong(question.asker().actors()));
    question.circumstances().ifPresent(all -> addAll(context, all, approved));
    if (question.action() == PolicyAction.EXPOSE) {
      context.put("places", places(question.places()));
    }
    return context;
  }

  private static void addAll(Map<String, Value> context, Circumstances all, boolean approved) {
    context.put("approved", new PrimBool(approved));
    context.put("effect", uid("Effect", PolicyAction.of(all.effect()).id()));
    context.put("signals", signals(all.signals()));
    context.put("labels", set(all.labels().stream().map(PrimString::new)));
    context.put(
        "columns",
        set(
            all.columns().stream()
                .map(column -> Lineage.of(all.connection(), column).resource())
                .map(step -> uid(step.type(), step.id()))));
    context.put("purposeGiven", new PrimBool(all.purposeGiven()));
    context.put("hour", new PrimLong(all.hour()));
    context.put("weekday", new PrimLong(all.weekday()));
  }

  /** A record of all signals, so that the schema knows each: a misspelt one does not validate. */
  private static CedarMap signals(Set<Signal> signals) {
    Map<String, Value> all = new TreeMap<>();
    for (Signal signal : Signal.values()) {
      all.put(camelCase(signal), new PrimBool(signals.contains(signal)));
    }
    return new CedarMap(all);
  }

  private static CedarMap places(Set<Place> places) {
    Map<String, Value> all = new TreeMap<>();
    for (Place place : Place.values()) {
      all.put(place.word(), new PrimBool(places.contains(place)));
    }
    return new CedarMap(all);
  }

  private static String camelCase(Signal signal) {
    StringBuilder text = new StringBuilder();
    for (String word : signal.name().split("_", -1)) {
      String rest = word.substring(1).toLowerCase(Locale.ROOT);
      text.append(text.isEmpty() ? word.substring(0, 1).toLowerCase(Locale.ROOT) : word.charAt(0));
      text.append(rest);
    }
    return text.toString();
  }

  private static CedarList set(Stream<? extends Value> values) {
    return new CedarList(List.copyOf(values.toList()));
  }

  private static EntityUID uid(String type, String id) {
    return TYPES.computeIfAbsent(type, CedarPolicies::typeName).of(id);
  }

  private static EntityTypeName typeName(String type) {
    return EntityTypeName.parse(type)
        .orElseThrow(() -> new IllegalStateException("`" + type + "` is not a type"));
  }
}
