package dev.countersign.localstack.stepfunctions.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.PathNotFoundException;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JSONPath over the input ({@code $.a}), the context object ({@code $$.a}) or a workflow variable
 * ({@code $name.a}). A path with a wildcard, slice, filter or descent that finds nothing yields an
 * empty array, also where a field before it is missing, as AWS does.
 */
public final class Path implements Expression {
  private static final Configuration CONFIGURATION =
      Configuration.builder()
          .jsonProvider(new BoundedArrays())
          .mappingProvider(new JacksonMappingProvider())
          .build();
  private static final Pattern VARIABLE =
      Pattern.compile("\\$([\\p{L}_][\\p{L}\\p{N}_]*)(.*)", Pattern.DOTALL);

  private static final Pattern FUNCTION = Pattern.compile("\\.\\w+\\([^()]*\\)$");

  /** The whole input. Stands below the constants that reading it needs. */
  public static final Path ROOT = parse("$");

  /** Finds nothing behind the end of an array, where the library's own provider finds a null. */
  private static final class BoundedArrays extends JacksonJsonNodeJsonProvider {
    @Override
    public Object getArrayIndex(Object array, int index) {
      Objects.checkIndex(index, length(array));
      return super.getArrayIndex(array, index);
    }
  }

  private enum Root {
    INPUT,
    CONTEXT,
    VARIABLES
  }

  private final String text;
  private final Root root;
  private final JsonPath compiled;

  private Path(String text, Root root, String path) {
    this.text = text;
    this.root = root;
    this.compiled = JsonPath.compile(literalBackslashes(path));
  }

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException with a reason, if the text is not a path
   */
  public static Path parse(String text) {
    if (!hasPairs(text)) {
      throw new IllegalArgumentException("'%s' is not a valid JSONPath".formatted(text));
    }
    if (FUNCTION.matcher(text).find()) {
      throw new IllegalArgumentException(
          "'%s' calls a function of the path, which is not supported".formatted(text));
    }
    try {
      if (text.startsWith("$$")) {
        return new Path(text, Root.CONTEXT, text.substring(1));
      }
      Matcher variable = VARIABLE.matcher(text);
      if (variable.matches()) {
        return new Path(text, Root.VARIABLES, "$['" + variable.group(1) + "']" + variable.group(2));
      }
      if (!text.startsWith("$")) {
        throw new IllegalArgumentException("the path '%s' does not start with $".formatted(text));
      }
      return new Path(text, Root.INPUT, text);
    } catch (InvalidPathException invalid) {
      throw new IllegalArgumentException("'%s' is not a valid JSONPath".formatted(text), invalid);
    }
  }

  /** Whether every bracket and quote is closed: the library reads on without. */
  private static boolean hasPairs(String text) {
    int depth = 0;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (quote != 0) {
        if (character == '\\') {
          i++;
        } else if (character == quote) {
          quote = 0;
        }
      } else if (depth > 0 && (character == '\'' || character == '"')) {
        quote = character;
      } else if (character == '[') {
        depth++;
      } else if (character == ']') {
        depth--;
      }
    }
    return depth == 0 && quote == 0;
  }

  /** To AWS a backslash in a quoted name is itself; to the library it begins an escape. */
  private static String literalBackslashes(String path) {
    return path.contains("?(") ? path : path.replaceAll("\\\\(?!')", "\\\\\\\\");
  }

  /** What the path refers to, or nothing. A JSON null is a value. */
  public Optional<JsonNode> find(Scope scope) {
    JsonNode document =
        switch (root) {
          case INPUT -> scope.input();
          case CONTEXT -> scope.context();
          case VARIABLES -> variables(scope);
        };
    try {
      JsonNode found = compiled.read(document, CONFIGURATION);
      return Optional.ofNullable(found);
    } catch (PathNotFoundException missing) {
      return compiled.isDefinite() ? Optional.empty() : Optional.of(JsonText.array());
    } catch (JsonPathException unfit) {
      throw StateFailure.runtime("The path '%s' cannot be applied to the data.".formatted(text));
    }
  }

  @Override
  public JsonNode evaluate(Scope scope, String field) {
    return find(scope)
        .orElseThrow(() ->
            StateFailure.runtime(
                "The JSONPath '%s' specified for the field '%s' could not be found in the input '%s'"
                    .formatted(text, field, JsonText.write(scope.input()))));
  }

  /** What the path refers to, where an absent value is a fault of the data. */
  JsonNode require(Scope scope) {
    return find(scope)
        .orElseThrow(() ->
            StateFailure.runtime(
                "Invalid path '%s' : No results for path: %s".formatted(text, compiled.getPath())));
  }

  public String text() {
    return text;
  }

  private static JsonNode variables(Scope scope) {
    ObjectNode all = JsonText.object();
    scope.variables().forEach(all::set);
    return all;
  }

  @Override
  public String toString() {
    return text;
  }
}
