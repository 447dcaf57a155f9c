/**
 * The audit duty: lists, replays and exports what is recorded, for people with the auditor's role,
 * and records who looked at what. It reads everything that is recorded and changes nothing of it.
 */
@NullMarked
package dev.countersign.audit;

import org.jspecify.annotations.NullMarked;
