package dev.countersign.localstack.stepfunctions.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.localstack.stepfunctions.language.IntrinsicFunction.Arguments;
import java.util.LinkedHashSet;
import java.util.Set;

/** The intrinsic functions over arrays and objects. */
final class ArrayFunctions {
  /** Quota of AWS for a range. */
  private static final int MAXIMUM_RANGE = 1000;

  private ArrayFunctions() {}

  static ArrayNode partition(Arguments arguments) {
    JsonNode array = arguments.array(0);
    long size = arguments.integer(1);
    if (size <= 0) {
      throw arguments.wrong("the size of a part must be positive");
    }
    ArrayNode parts = JsonText.array();
    ArrayNode part = JsonText.array();
    for (JsonNode element : array) {
      if (part.size() == size) {
        parts.add(part);
        part = JsonText.array();
      }
      part.add(element);
    }
    return part.isEmpty() ? parts : parts.add(part);
  }

  static BooleanNode contains(Arguments arguments) {
    JsonNode sought = arguments.value(1);
    for (JsonNode element : arguments.array(0)) {
      if (element.equals(sought)) {
        return BooleanNode.TRUE;
      }
    }
    return BooleanNode.FALSE;
  }

  static ArrayNode range(Arguments arguments) {
    long first = arguments.integer(0);
    long last = arguments.integer(1);
    long step = arguments.integer(2);
    if (step == 0) {
      throw arguments.wrong("the step must not be 0");
    }
    if ((last - first) / step >= MAXIMUM_RANGE) {
      throw arguments.wrong("the range has more than %d elements".formatted(MAXIMUM_RANGE));
    }
    ArrayNode range = JsonText.array();
    for (long value = first; step > 0 ? value <= last : value >= last; value += step) {
      range.add((int) value);
    }
    return range;
  }

  static JsonNode item(Arguments arguments) {
    JsonNode array = arguments.array(0);
    long index = arguments.integer(1);
    if (index < 0 || index >= array.size()) {
      throw arguments.wrong("the index is outside the array");
    }
    return array.get((int) index);
  }

  static ArrayNode unique(Arguments arguments) {
    Set<JsonNode> seen = new LinkedHashSet<>();
    arguments.array(0).forEach(seen::add);
    return JsonText.array().addAll(seen);
  }

  /** Only the shallow merge exists; AWS refuses the deep one too. */
  static ObjectNode merge(Arguments arguments) {
    if (!(arguments.value(0) instanceof ObjectNode first)
        || !(arguments.value(1) instanceof ObjectNode second)) {
      throw arguments.wrong("the first two arguments must be objects");
    }
    if (!arguments.value(2).equals(BooleanNode.FALSE)) {
      throw arguments.wrong("the third argument must be false: there is no deep merge");
    }
    return first.deepCopy().setAll(second);
  }
}
