package dev.countersign.decide;

import com.cedarpolicy.model.exception.InternalException;
import com.cedarpolicy.model.policy.Policy;
import com.cedarpolicy.model.policy.PolicySet;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads policies from Cedar texts. What could overrun the native parser is refused before it is
 * parsed, and the rest is parsed on a large stack.
 */
final class CedarTexts {

  private static final int MAXIMUM_BYTES = 64 * 1024;
  private static final int MAXIMUM_NESTING = 50;

  /** Long chains of operators nest in the syntax tree only. */
  private static final int MAXIMUM_FORM_DEPTH = 400;

  private static final ObjectMapper FORMS =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(MAXIMUM_FORM_DEPTH).build())
              .build());

  private final Collection<PolicyFault> faults;

  private CedarTexts(Collection<PolicyFault> faults) {
    this.faults = faults;
  }

  /** The policies of these files; what is wrong with the files is added to the faults. */
  static List<PolicyText> read(SortedMap<String, String> files, Collection<PolicyFault> faults) {
    CedarTexts texts = new CedarTexts(faults);
    return LargeStack.call(() -> {
      List<PolicyText> policies = new ArrayList<>();
      files.forEach((file, text) -> policies.addAll(texts.read(file, text)));
      return policies;
    });
  }

  private List<PolicyText> read(String file, String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length > MAXIMUM_BYTES) {
      return refused(file, "it has more than " + MAXIMUM_BYTES + " bytes");
    }
    if (Nesting.depth(text) > MAXIMUM_NESTING) {
      return refused(file, "it nests deeper than " + MAXIMUM_NESTING + " levels");
    }
    try {
      PolicySet set = PolicySet.parsePolicies(text);
      if (set.getNumTemplates() > 0) {
        return refused(file, "a template with `?principal` or `?resource` is not a policy");
      }
      List<PolicyText> policies = new ArrayList<>();
      for (Policy policy : set.policies) {
        policies.add(policy(file, policy));
      }
      return policies;
    } catch (InternalException e) {
      return refused(file, "it is not Cedar: " + cause(e));
    } catch (JsonProcessingException e) {
      return refused(file, "a policy's syntax tree is deeper than we read");
    }
  }

  private static PolicyText policy(String file, Policy policy)
      throws InternalException, JsonProcessingException {
    return new PolicyText(
        file,
        policy.getSource(),
        new TreeMap<>(policy.getAnnotations()),
        FORMS.readTree(policy.toJson()));
  }

  private List<PolicyText> refused(String file, String message) {
    faults.add(new PolicyFault(file, Optional.empty(), message));
    return List.of();
  }

  private static String cause(InternalException e) {
    return String.valueOf(e.getMessage())
        .replaceFirst("^Internal error: ", "")
        .replaceFirst("^Internal JNI Error: ", "")
        .replaceAll("\\s+", " ");
  }
}
