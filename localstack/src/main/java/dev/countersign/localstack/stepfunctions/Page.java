package dev.countersign.localstack.stepfunctions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.localstack.stepfunctions.language.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a list. The token for the next part names the last element shown, so that elements
 * which come or go meanwhile move nothing.
 */
final class Page {
  static final int DEFAULT_SIZE = 100;
  static final int LARGEST_SIZE = 1000;

  private Page() {}

  /**
   * The part of the list that the request asks for.
   *
   * @param field the name of the list in the answer
   * @param name a name of each element, unique in the list
   */
  static <T> ObjectNode of(
      WireRequest request,
      List<T> elements,
      String field,
      Function<T, String> name,
      Function<T, ObjectNode> shape)
      throws ApiError {
    int start = start(request.text("nextToken"), elements, name);
    int end = Math.min(elements.size(), start + request.pageSize());
    ObjectNode answer = JsonText.object();
    ArrayNode shown = answer.putArray(field);
    elements.subList(start, end).forEach(element -> shown.add(shape.apply(element)));
    if (end < elements.size()) {
      answer.put("nextToken", encode(name.apply(elements.get(end - 1))));
    }
    return answer;
  }

  private static <T> int start(Optional<String> token, List<T> elements, Function<T, String> name)
      throws ApiError {
    if (token.isEmpty()) {
      return 0;
    }
    for (int i = 0; i < elements.size(); i++) {
      if (encode(name.apply(elements.get(i))).equals(token.get())) {
        return i + 1;
      }
    }
    throw new ApiError("InvalidToken", "Invalid Token: 'the nextToken is not of this list'");
  }

  private static String encode(String name) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(name.getBytes(StandardCharsets.UTF_8));
  }
}
