package dev.countersign.localstack.server;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** Makes the answer to one request; called on a thread of its own for each. */
@FunctionalInterface
public interface Responder {

  Answer answer(HttpExchange exchange) throws IOException, InterruptedException;
}
