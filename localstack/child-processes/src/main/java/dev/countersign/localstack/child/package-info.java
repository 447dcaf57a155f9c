/**
 * Java processes of the local cloud: started with a log of their own, awaited until they are ready,
 * and never outliving whoever started them.
 */
@NullMarked
package dev.countersign.localstack.child;

import org.jspecify.annotations.NullMarked;
