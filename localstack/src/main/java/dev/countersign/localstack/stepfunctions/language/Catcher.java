package dev.countersign.localstack.stepfunctions.language;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a state goes on after an error (field Catch).
 *
 * @param resultPath where the error is put into the raw input; null: nowhere
 */
public record Catcher(
    List<String> errors,
    @Nullable ReferencePath resultPath,
    Template.@Nullable Structure assign,
    String next) {

  public Catcher {
    errors = List.copyOf(errors);
  }

  public boolean takes(StatesError error) {
    return errors.stream().anyMatch(error::matches);
  }

  /** The error as data: what a catcher puts into the input of the next state. */
  public static ObjectNode errorOutput(StatesError error) {
    ObjectNode output = JsonText.object();
    output.put("Error", error.name() == null ? "" : error.name());
    if (error.cause() != null) {
      output.put("Cause", error.cause());
    }
    return output;
  }
}
