-- Keys, indexes, views and comments, once the content is there.
ALTER TABLE employees ADD PRIMARY KEY (id), ADD UNIQUE (email),
  ADD FOREIGN KEY (manager_id) REFERENCES employees;
ALTER TABLE customers ADD PRIMARY KEY (id), ADD UNIQUE (email);
ALTER TABLE addresses ADD PRIMARY KEY (id),
  ADD FOREIGN KEY (customer_id) REFERENCES customers ON DELETE CASCADE,
  ADD CHECK (kind IN ('billing', 'shipping'));
ALTER TABLE products ADD PRIMARY KEY (id), ADD UNIQUE (sku),
  ADD CHECK (price >= 0), ADD CHECK (stock >= 0);
ALTER TABLE orders ADD PRIMARY KEY (id),
  ADD FOREIGN KEY (customer_id) REFERENCES customers,
  ADD FOREIGN KEY (handled_by) REFERENCES employees;
ALTER TABLE order_items ADD PRIMARY KEY (order_id, line),
  ADD FOREIGN KEY (order_id) REFERENCES orders ON DELETE CASCADE,
  ADD FOREIGN KEY (product_id) REFERENCES products,
  ADD CHECK (quantity > 0);
ALTER TABLE payments ADD PRIMARY KEY (id),
  ADD FOREIGN KEY (order_id) REFERENCES orders,
  ADD CHECK (status IN ('authorized', 'captured', 'declined', 'refunded'));

CREATE INDEX ON customers (country);
CREATE INDEX ON customers (created_at);
CREATE INDEX ON addresses (customer_id);
CREATE INDEX ON products (category);
CREATE INDEX ON orders (customer_id);
CREATE INDEX ON orders (ordered_at);
CREATE INDEX ON order_items (product_id);
CREATE INDEX ON payments (order_id);

CREATE VIEW contacts AS
  SELECT id, full_name, email, phone FROM customers;
CREATE VIEW order_totals AS
  SELECT o.id, o.customer_id, sum(i.quantity * i.price) AS total
  FROM orders o JOIN order_items i ON i.order_id = o.id
  GROUP BY o.id, o.customer_id;
CREATE VIEW sales_by_country AS
  SELECT c.country, date_trunc('month', o.ordered_at AT TIME ZONE 'UTC')::date AS month,
    count(*) AS orders, sum(o.total) AS revenue
  FROM orders o JOIN customers c ON c.id = o.customer_id
  WHERE o.status NOT IN ('cancelled', 'returned')
  GROUP BY 1, 2;

COMMENT ON TABLE customers IS 'who buys in the shop';
COMMENT ON COLUMN customers.email IS 'where order confirmations go';
COMMENT ON COLUMN customers.phone IS 'for questions of the carrier';
COMMENT ON TABLE addresses IS 'where invoices and parcels go';
COMMENT ON TABLE employees IS 'who works in the shop';
COMMENT ON TABLE products IS 'what the shop sells';
COMMENT ON TABLE orders IS 'one row per order; its lines are in order_items';
COMMENT ON TABLE order_items IS 'the lines of an order, at the price of the day';
COMMENT ON TABLE payments IS 'one row per attempt to pay an order by card';
COMMENT ON COLUMN payments.card_number IS 'the full number, as the old payment provider demanded';
COMMENT ON VIEW contacts IS 'how to reach a customer';
COMMENT ON VIEW sales_by_country IS 'orders and revenue per country and month';
