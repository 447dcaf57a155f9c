package dev.countersign.verify;

/** One thing that must hold of every operation, whatever was recorded. */
interface Check {

  /** Hands what is wrong to the report. */
  void check(Exhibit exhibit, Report report);
}
