package dev.countersign.localstack.stepfunctions.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/** Reads one call of an intrinsic function from text, character by character. */
final class IntrinsicParser {
  /** Quota of AWS: "up to 10 nested intrinsic functions in one field". */
  private static final int MAXIMUM_DEPTH = 10;

  private final String text;
  private int position;

  IntrinsicParser(String text) {
    this.text = text;
  }

  IntrinsicCall call() {
    IntrinsicCall call = call(1);
    skipBlanks();
    if (position != text.length()) {
      throw wrong("unexpected text after the call");
    }
    return call;
  }

  private IntrinsicCall call(int depth) {
    if (depth > MAXIMUM_DEPTH) {
      throw wrong("more than %d nested intrinsic functions".formatted(MAXIMUM_DEPTH));
    }
    skipBlanks();
    int open = text.indexOf('(', position);
    if (open < 0) {
      throw wrong("neither a path nor a call of an intrinsic function");
    }
    String name = text.substring(position, open).strip();
    IntrinsicFunction function =
        IntrinsicFunction.named(name)
            .orElseThrow(() -> wrong("the intrinsic function '%s' is unknown".formatted(name)));
    position = open + 1;
    List<IntrinsicCall.Argument> arguments = arguments(depth);
    if (!function.takes(arguments.size())) {
      throw wrong("%s does not take %d arguments".formatted(name, arguments.size()));
    }
    return new IntrinsicCall(function, arguments);
  }

  private List<IntrinsicCall.Argument> arguments(int depth) {
    List<IntrinsicCall.Argument> arguments = new ArrayList<>();
    skipBlanks();
    if (next() == ')') {
      position++;
      return arguments;
    }
    while (true) {
      arguments.add(argument(depth));
      skipBlanks();
      char separator = next();
      position++;
      if (separator == ')') {
        return arguments;
      }
      if (separator != ',') {
        throw wrong("expected a comma or a closing parenthesis");
      }
    }
  }

  private IntrinsicCall.Argument argument(int depth) {
    skipBlanks();
    char first = next();
    if (first == '\'') {
      return new IntrinsicCall.Argument.Literal(TextNode.valueOf(quoted()));
    }
    if (first == '$') {
      return new IntrinsicCall.Argument.Nested(Path.parse(pathText()));
    }
    if (text.startsWith("States.", position)) {
      return new IntrinsicCall.Argument.Nested(call(depth + 1));
    }
    return new IntrinsicCall.Argument.Literal(scalar());
  }

  private String quoted() {
    StringBuilder literal = new StringBuilder();
    position++;
    while (next() != '\'') {
      char character = next();
      position++;
      if (character != '\\') {
        literal.append(character);
        continue;
      }
      char escaped = next();
      position++;
      // \{ and \} stay escaped: States.Format reads them itself.
      if (escaped == '{' || escaped == '}') {
        literal.append('\\');
      } else if (escaped != '\'' && escaped != '\\') {
        throw wrong("unknown escape \\%s".formatted(escaped));
      }
      literal.append(escaped);
    }
    position++;
    return literal.toString();
  }

  private String pathText() {
    int start = position;
    int depth = 0;
    char quote = 0;
    while (position < text.length()) {
      char character = text.charAt(position);
      if (quote != 0) {
        if (character == '\\') {
          position++;
        } else if (character == quote) {
          quote = 0;
        }
      } else if (character == '\'' || character == '"') {
        quote = character;
      } else if (character == '[' || character == '(') {
        depth++;
      } else if (depth > 0 && (character == ']' || character == ')')) {
        depth--;
      } else if (depth == 0 && (character == ',' || character == ')')) {
        break;
      }
      position++;
    }
    return text.substring(start, Math.min(position, text.length())).strip();
  }

  private JsonNode scalar() {
    int start = position;
    while (position < text.length() && ",)".indexOf(text.charAt(position)) < 0) {
      position++;
    }
    String scalar = text.substring(start, position).strip();
    return JsonText.read(scalar)
        .filter(JsonNode::isValueNode)
        .filter(value -> !value.isTextual())
        .orElseThrow(() -> wrong("'%s' is not an argument".formatted(scalar)));
  }

  private char next() {
    if (position >= text.length()) {
      throw wrong("the text ends too early");
    }
    return text.charAt(position);
  }

  private void skipBlanks() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  private IllegalArgumentException wrong(String reason) {
    return new IllegalArgumentException(
        "'%s' is not a valid expression: %s".formatted(text, reason));
  }
}
