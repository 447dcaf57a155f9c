package dev.countersign.setup.harden;

/**
 * A column of a relation of the target.
 *
 * @param number its number in the catalogue
 * @param name its name
 * @param type its type as the target formats it
 * @param generated whether it is computed from other columns
 */
record GuardedColumn(int number, String name, String type, boolean generated) {}
