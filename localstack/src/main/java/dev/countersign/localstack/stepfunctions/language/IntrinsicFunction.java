package dev.countersign.localstack.stepfunctions.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The intrinsic functions of the JSONPath form (AWS, "Intrinsics for JSONPath states in Step
 * Functions"). A wrong argument is {@code States.IntrinsicFailure}.
 */
enum IntrinsicFunction {
  FORMAT("States.Format", 1, Integer.MAX_VALUE) {
    @Override
    JsonNode apply(Arguments arguments, RandomGenerator random) {
      return TextNode.valueOf(TextFunctions.format(arguments));
    }
  },
  STRING_TO_JSON("States.StringToJson", 1, 1) {
    @Override
    JsonNode apply(Arguments arguments, RandomGenerator random) {
      String text = arguments.text(0);
      return JsonText.read(text)
          .orElseThrow(() -> arguments.wrong("the argument is not a string with JSON"));
    }
  },
  JSON_TO_STRING("States.JsonToString", 1, 1) {
    @Override
    JsonNode apply(Arguments arguments, RandomGenerator random) {
      return TextNode.valueOf(JsonText.write(arguments.value(0)));
    }
  },
  STRING_SPLIT("States.StringSplit", 2, 2) {
    @Override
    JsonNode apply(Arguments arguments, RandomGenerator random) {
      return TextFunctions.split(arguments.text(0), arguments.text(1));
    }
  },
  BASE64_ENCODE("States.Base64Encode", 1, 1) {
    @Override
    JsonNode apply(Arguments arguments, RandomGenerator random) {
      return TextNode.valueOf(TextFunctions.base64(arguments));
    }
  },
  BASE64_DECODE("States.Base64Decode", 1, 1) {
    @Override
    JsonNode apply(Arguments arguments, RandomGenerator random) {
      return TextNode.valueOf(TextFunctions.fromBase64(arguments));
    }
  },
  HASH("States.Hash", 2, 2) {
    @Override
    JsonNode apply(Arguments arguments, RandomGenerator random) {
      return TextNode.valueOf(TextFunctions.hash(arguments));
    }
  },
  UUID("States.UUID", 0, 0) {
    @Override
    JsonNode apply(Arguments arguments, RandomGenerator random) {
      return TextNode.valueOf(TextFunctions.uuid(random));
    }
  },
  ARRAY("States.Array", 0, Integer.MAX_VALUE) {
    @Override
    JsonNode apply(Arguments arguments, RandomGenerator random) {
      return JsonText.array().addAll(arguments.values());
    }
  },
  ARRAY_PARTITION("States.ArrayPartition", 2, 2) {
    @Override
    JsonNode apply(Arguments arguments, RandomGenerator random) {
      return ArrayFunctions.partition(arguments);
    }
  },
  ARRAY_CONTAINS("States.ArrayContains", 2, 2) {
    @Override
    JsonNode apply(Arguments arguments, RandomGenerator random) {
      return ArrayFunctions.contains(arguments);
    }
  },
  ARRAY_RANGE("States.ArrayRange", 3, 3) {
    @Override
    JsonNode apply(Arguments arguments, RandomGenerator random) {
      return ArrayFunctions.range(arguments);
    }
  },
  ARRAY_GET_ITEM("States.ArrayGetItem", 2, 2) {
    @Override
    JsonNode apply(Arguments arguments, RandomGenerator random) {
      return ArrayFunctions.item(arguments);
    }
  },
  ARRAY_LENGTH("States.ArrayLength", 1, 1) {
    @Override
    JsonNode apply(Arguments arguments, RandomGenerator random) {
      return IntNode.valueOf(arguments.array(0).size());
    }
  },
  ARRAY_UNIQUE("States.ArrayUnique", 1, 1) {
    @Override
    JsonNode apply(Arguments arguments, RandomGenerator random) {
      return ArrayFunctions.unique(arguments);
    }
  },
  JSON_MERGE("States.JsonMerge", 3, 3) {
    @Override
    JsonNode apply(Arguments arguments, RandomGenerator random) {
      return ArrayFunctions.merge(arguments);
    }
  },
  MATH_ADD("States.MathAdd", 2, 2) {
    @Override
    JsonNode apply(Arguments arguments, RandomGenerator random) {
      long sum = arguments.integer(0) + arguments.integer(1);
      return (int) sum == sum ? IntNode.valueOf((int) sum) : LongNode.valueOf(sum);
    }
  },
  MATH_RANDOM("States.MathRandom", 2, 3) {
    @Override
    JsonNode apply(Arguments arguments, RandomGenerator random) {
      long from = arguments.integer(0);
      long until = arguments.integer(1);
      if (from >= until) {
        throw arguments.wrong("the start must be less than the end");
      }
      RandomGenerator source =
          arguments.count() == 3 ? new java.util.Random(arguments.integer(2)) : random;
      return IntNode.valueOf((int) source.nextLong(from, until));
    }
  };

  private final String functionName;
  private final int fewest;
  private final int most;

  IntrinsicFunction(String functionName, int fewest, int most) {
    this.functionName = functionName;
    this.fewest = fewest;
    this.most = most;
  }

  static Optional<IntrinsicFunction> named(String name) {
    return Arrays.stream(values())
        .filter(function -> function.functionName.equals(name))
        .findFirst();
  }

  boolean takes(int count) {
    return count >= fewest && count <= most;
  }

  final JsonNode apply(List<JsonNode> values, RandomGenerator random) {
    return apply(new Arguments(functionName, values), random);
  }

  abstract JsonNode apply(Arguments arguments, RandomGenerator random);

  /** The evaluated arguments of one call, each with the type that the function needs. */
  record Arguments(String function, List<JsonNode> values) {
    Arguments {
      values = List.copyOf(values);
    }

    int count() {
      return values.size();
    }

    JsonNode value(int index) {
      return values.get(index);
    }

    String text(int index) {
      JsonNode value = value(index);
      if (!value.isTextual()) {
        throw wrong("argument %d must be a string".formatted(index + 1));
      }
      return value.textValue();
    }

    JsonNode array(int index) {
      JsonNode value = value(index);
      if (!value.isArray()) {
        throw wrong("argument %d must be an array".formatted(index + 1));
      }
      return value;
    }

    /** An integer; as AWS does, a fraction is rounded to the nearest one. */
    long integer(int index) {
      JsonNode value = value(index);
      if (!value.isNumber()) {
        throw wrong("argument %d must be a number".formatted(index + 1));
      }
      long rounded = Math.round(value.doubleValue());
      if (Math.abs(rounded) > Integer.MAX_VALUE) {
        throw wrong("argument %d is out of range".formatted(index + 1));
      }
      return rounded;
    }

    StateFailure wrong(String reason) {
      return new StateFailure(
          new StatesError(
              StatesError.INTRINSIC_FAILURE,
              "Invalid arguments in %s: %s".formatted(function, reason)));
    }
  }
}
