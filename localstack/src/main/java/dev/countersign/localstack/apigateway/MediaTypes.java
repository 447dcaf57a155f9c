package dev.countersign.localstack.apigateway;

import java.util.Locale;
import java.util.Set;

/**
 * Compares media types with an API's list of binary ones, in which only {@code *}{@code /*} is
 * wild.
 */
final class MediaTypes {

  private MediaTypes() {}

  static boolean include(Set<String> binaryMediaTypes, String type) {
    String bare = type.split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
    return binaryMediaTypes.contains("*/*") || binaryMediaTypes.contains(bare);
  }
}
