package dev.countersign.localstack.lambda;

/** The region and account that the local cloud pretends to be. */
public final class Region {

  public static final String NAME = "us-east-1";
  public static final String ACCOUNT = "000000000000";

  /** What comes before a function's name in its ARN. */
  public static final String ARN_PREFIX = "arn:aws:lambda:" + NAME + ":" + ACCOUNT + ":function:";

  private Region() {}
}
