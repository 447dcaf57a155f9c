package dev.countersign.localstack.browser;

/** Whether a browser runs the scripts of pages. */
public enum Scripts {
  /** As browsers come. */
  ALLOWED,
  /** As some people set it. */
  BLOCKED
}
