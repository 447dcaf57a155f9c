package dev.countersign.localstack.dynamodb;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Makes DynamoDB Local answer a transaction only when it is on its disk, as DynamoDB does.
 *
 * <p>It does everything to its database as jobs of one queue and waits for each, with one
 * exception: its {@code commitTransaction} puts the COMMIT into the queue and returns. Killed
 * between the answer and the commit, it has forgotten a transaction that a client was told of.
 * Here, the database is replaced by a proxy that, before the lock of the transaction is released,
 * runs one more job that is waited for: the queue is first in, first out, so the COMMIT is done by
 * then.
 *
 * <p>All by reflection, as in {@link LoopbackLauncher}.
 */
final class DurableCommits {

  private static final String DATABASE =
      "software.amazon.dynamodb.services.local.shared.access.LocalDBAccess";
  private static final String CLIENT =
      "software.amazon.dynamodb.services.local.shared.access.LocalDBClient";

  private final Object database;
  private final ReentrantReadWriteLock transaction;
  private final Method anyJob;

  private DurableCommits(Object database) throws ReflectiveOperationException {
    this.database = database;
    this.transaction = (ReentrantReadWriteLock) field(database, "queueLock");
    this.anyJob = Class.forName(DATABASE).getMethod("listTables", String.class, Long.class);
  }

  /** Of the one database that all clients of this server share; it must not have started. */
  static void of(Object server) throws ReflectiveOperationException {
    Object requests = field(field(server, "serverHandler"), "primaryHandler");
    Method open = requests.getClass().getDeclaredMethod("getHandler", String.class);
    open.setAccessible(true);
    Object database = field(open.invoke(requests, "any"), "dbAccess");
    Object client =
        Class.forName(CLIENT)
            .getConstructor(Class.forName(DATABASE))
            .newInstance(new DurableCommits(database).proxy());
    Map<?, ?> clients = (Map<?, ?>) field(requests, "dbRequestHandlers");
    Method put = Map.class.getMethod("put", Object.class, Object.class);
    for (Object key : List.copyOf(clients.keySet())) {
      put.invoke(clients, key, client);
    }
  }

  private Object proxy() throws ReflectiveOperationException {
    Class<?> type = Class.forName(DATABASE);
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (self, method, arguments) ->
            method.getName().equals("commitTransaction")
                ? commit(method, arguments)
                : call(method, arguments));
  }

  private Object commit(Method method, Object[] arguments) throws Throwable {
    transaction.writeLock().lock();
    try {
      Object nothing = call(method, arguments);
      call(anyJob, new Object[] {"", 1L});
      return nothing;
    } finally {
      transaction.writeLock().unlock();
    }
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(database, arguments);
    } catch (InvocationTargetException e) {
      throw Objects.requireNonNullElse(e.getCause(), e);
    }
  }

  private static Object field(Object of, String name) throws ReflectiveOperationException {
    for (Class<?> type = of.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field.get(of);
        }
      }
    }
    throw new NoSuchFieldException(of.getClass().getName() + "." + name);
  }
}
