package dev.countersign.localstack.crash;

import dev.countersign.operation.OperationId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Everything that is seen from outside once the bound has passed.
 *
 * @param operations every operation in the store
 * @param markers how often each marker stands in the target
 * @param told what clients were told
 * @param vouched the votes that were acknowledged
 * @param askedAgain what the requester of each operation with an unknown end was told afterwards
 * @param at when it was looked at
 */
record Scene(
    List<Observed> operations,
    Map<String, Long> markers,
    List<Told> told,
    List<Vouched> vouched,
    Map<OperationId, Told> askedAgain,
    Instant at) {

  Scene {
    operations = List.copyOf(operations);
    markers = Map.copyOf(markers);
    told = List.copyOf(told);
    vouched = List.copyOf(vouched);
    askedAgain = Map.copyOf(askedAgain);
  }
}
