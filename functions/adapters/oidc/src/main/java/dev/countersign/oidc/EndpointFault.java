package dev.countersign.oidc;

/** An issuer's endpoint did not give what it must. The message never repeats what it said. */
final class EndpointFault extends Exception {

  EndpointFault(String message) {
    super(message);
  }
}
