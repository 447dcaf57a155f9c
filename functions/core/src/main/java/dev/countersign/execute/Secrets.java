package dev.countersign.execute;

/** Where the credentials of targets are kept. Only execution may read them. */
public interface Secrets {

  /**
   * The credential under this name.
   *
   * @throws SecretUnavailable if there is none, or it cannot be read
   */
  Credentials read(String name);

  /** A credential cannot be had, so nothing is sent to its target. */
  final class SecretUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Names the secret, never its content. */
    public SecretUnavailable(String name, Throwable cause) {
      super("secret `" + name + "` cannot be read", cause);
    }
  }
}
