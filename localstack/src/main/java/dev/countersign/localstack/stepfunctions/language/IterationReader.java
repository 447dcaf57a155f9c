package dev.countersign.localstack.stepfunctions.language;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Map state, inline or distributed over an array in its input. Readers, batches and writers
 * of items are not supported.
 */
final class IterationReader {
  private static final long MOST = 99_999_999;

  private final DefinitionReader definition;
  private final Fields fields;
  private final FlowReader flow;
  private final String name;

  IterationReader(DefinitionReader definition, Fields fields, FlowReader flow, String name) {
    this.definition = definition;
    this.fields = fields;
    this.flow = flow;
    this.name = name;
  }

  State read() throws InvalidDefinition {
    fields.exclusive("ItemProcessor", "Iterator");
    fields.exclusive("ItemSelector", "Parameters");
    String processorField = fields.has("Iterator") ? "Iterator" : "ItemProcessor";
    Fields processor = new Fields(fields.need(processorField), fields.at(processorField));
    processor.text("Comment");
    boolean distributed = distributed(processor);
    Template.Structure selector =
        fields.template(fields.has("Parameters") ? "Parameters" : "ItemSelector");
    Path items = fields.path("ItemsPath");
    Amount concurrency = fields.amount("MaxConcurrency", 0, MOST);
    State.Tolerance tolerance = distributed ? tolerance() : null;
    DataFlow data =
        flow.read(
            FlowReader.Part.PATHS,
            FlowReader.Part.RESULT_SELECTOR,
            FlowReader.Part.RESULT_PATH,
            FlowReader.Part.ASSIGN);
    return new State.Iteration(
        name,
        data,
        items == null ? Path.ROOT : items,
        selector,
        definition.branch(processor),
        concurrency == null ? Amount.of(0) : concurrency,
        tolerance,
        flow.recovery(),
        flow.next());
  }

  private static boolean distributed(Fields processor) throws InvalidDefinition {
    JsonNode configuration = processor.take("ProcessorConfig");
    if (configuration == null) {
      return false;
    }
    Fields settings = new Fields(configuration, processor.at("ProcessorConfig"));
    String mode = settings.text("Mode");
    if (mode == null || mode.equals("INLINE")) {
      settings.finish();
      return false;
    }
    if (!mode.equals("DISTRIBUTED")) {
      throw settings.wrong("Mode", "must be INLINE or DISTRIBUTED");
    }
    String type = settings.text("ExecutionType");
    if (!"STANDARD".equals(type) && !"EXPRESS".equals(type)) {
      throw settings.wrong("ExecutionType", "must be STANDARD or EXPRESS");
    }
    settings.finish();
    return true;
  }

  private State.Tolerance tolerance() throws InvalidDefinition {
    fields.text("Label");
    return new State.Tolerance(fields.amount("ToleratedFailureCount", 0, MOST), percentage());
  }

  private @Nullable Amount percentage() throws InvalidDefinition {
    String field = "ToleratedFailurePercentage";
    fields.exclusive(field, field + "Path");
    Path path = fields.path(field + "Path");
    if (path != null) {
      return new Amount.At(field + "Path", path);
    }
    JsonNode literal = fields.take(field);
    if (literal == null) {
      return null;
    }
    if (!literal.isNumber() || literal.doubleValue() < 0 || literal.doubleValue() > 100) {
      throw fields.wrong(field, "must be a number from 0 to 100");
    }
    return Amount.of(literal.doubleValue());
  }
}
