package dev.countersign.localstack.browser;

/** The screens that pages are held to, in CSS pixels. */
public enum Screen {
  /** A desk. */
  DESK(1280, 900),
  /** A phone held upright. */
  PHONE(390, 844);

  private final int width;
  private final int height;

  Screen(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** How wide it is. */
  public int width() {
    return width;
  }

  int height() {
    return height;
  }
}
