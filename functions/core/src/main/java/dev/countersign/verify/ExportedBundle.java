package dev.countersign.verify;

import dev.countersign.bundle.Bundle;
import dev.countersign.decide.Policy;

/**
 * A bundle of an export, read.
 *
 * @param bundle what it says
 * @param policy its policies, ready to be asked
 */
record ExportedBundle(Bundle bundle, Policy policy) {}
