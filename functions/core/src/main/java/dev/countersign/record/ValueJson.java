package dev.countersign.record;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.countersign.canonical.Digest;
import dev.countersign.decide.Decision;
import dev.countersign.mask.OutputMask;
import dev.countersign.operation.ConnectionName;
import dev.countersign.operation.OperationId;
import java.io.IOException;
import java.util.function.Function;

/**
 * The JSON form of the core's values, kept out of the values themselves: names as texts, instants
 * and durations by ISO 8601, alternatives told apart by a member {@code is}.
 */
final class ValueJson {

  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .addModule(names())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .addMixIn(Decision.class, DecisionForm.class)
          .addMixIn(OutputMask.class, OutputMaskForm.class)
          .build();

  private ValueJson() {}

  private static SimpleModule names() {
    SimpleModule module = new SimpleModule("names");
    module.addSerializer(OperationId.class, ToStringSerializer.instance);
    module.addSerializer(ConnectionName.class, ToStringSerializer.instance);
    module.addSerializer(Digest.class, ToStringSerializer.instance);
    module.addDeserializer(OperationId.class, named(OperationId.class, OperationId::new));
    module.addDeserializer(ConnectionName.class, named(ConnectionName.class, ConnectionName::new));
    module.addDeserializer(Digest.class, named(Digest.class, Digest::new));
    return module;
  }

  private static <T> StdDeserializer<T> named(Class<T> type, Function<String, T> constructor) {
    return new StdDeserializer<>(type) {
      private static final long serialVersionUID = 1L;

      @Override
      public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return constructor.apply(parser.getText());
      }
    };
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Decision.Permit.class, name = "permit"),
    @JsonSubTypes.Type(value = Decision.ApprovalNeeded.class, name = "approval-needed"),
    @JsonSubTypes.Type(value = Decision.Deny.class, name = "deny")
  })
  private interface DecisionForm {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = OutputMask.Positions.class, name = "positions"),
    @JsonSubTypes.Type(value = OutputMask.Everything.class, name = "everything")
  })
  private interface OutputMaskForm {}

  static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  static <T> T value(JsonNode tree, Class<T> type) {
    try {
      T value = MAPPER.treeToValue(tree, type);
      if (value == null) {
        throw new IllegalArgumentException("no " + type.getSimpleName());
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not the JSON form of " + type.getSimpleName(), e);
    }
  }
}
