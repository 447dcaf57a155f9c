package dev.countersign.authenticate;

/** The two kinds of principal. */
public enum PrincipalKind {
  PERSON,
  AGENT
}
