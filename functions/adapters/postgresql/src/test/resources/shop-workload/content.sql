-- A small shop: every value is computed from a row's number, so that it is the same each time.
INSERT INTO employees (id, full_name, email, title, department, salary, manager_id, hired_on)
SELECT n, 'Employee ' || n, 'employee' || n || '@shop.example.com', 'clerk',
  (ARRAY['sales', 'support', 'warehouse'])[1 + n % 3], 28000 + n * 317 % 40000,
  CASE WHEN n > 1 THEN greatest(1, n / 3) END, date '2012-01-02' + n * 31
FROM generate_series(1, 40) n;

INSERT INTO customers
  (id, full_name, email, phone, birth_date, country, segment, newsletter, created_at)
SELECT n, 'Customer ' || n,
  (ARRAY['ada', 'bob', 'eve'])[1 + n % 3] || '.stone' || n || '@example.'
    || (ARRAY['com', 'net', 'org'])[1 + n % 3],
  CASE WHEN n % 20 <> 0 THEN '+49 30 23125 ' || lpad((n * 7 % 900)::text, 3, '0') END,
  date '1945-01-01' + n * 97 % 22000, (ARRAY['DE', 'FR', 'GB', 'US'])[1 + n % 4],
  CASE WHEN n % 8 = 0 THEN 'business' ELSE 'retail' END, n % 3 = 0,
  timestamptz '2024-01-01 00:00:00+00' + n * interval '7 hours'
FROM generate_series(1, 600) n;

INSERT INTO addresses (id, customer_id, kind, street, city, postcode, country)
SELECT 2 * n - k, n, CASE k WHEN 1 THEN 'billing' ELSE 'shipping' END, n || ' High Street',
  (ARRAY['Ulm', 'Lyon', 'York', 'Troy', 'Bath'])[1 + (n + k * n % 2) % 5],
  (10000 + n)::text, (ARRAY['DE', 'FR', 'GB', 'US'])[1 + n % 4]
FROM generate_series(1, 600) n, generate_series(0, 1) k WHERE k = 1 OR n % 2 = 0;

INSERT INTO products (id, sku, name, category, price, stock, attributes)
SELECT n, 'SKU-' || 100000 + n, 'product ' || n, (ARRAY['desk', 'lamp', 'shelf', 'chair'])[1 + n % 4],
  5 + n * 37 % 400 + 0.99, n * 13 % 60,
  jsonb_build_object('material', (ARRAY['oak', 'steel', 'glass'])[1 + n % 3], 'grams', 50 + n * 71 % 9000)
FROM generate_series(1, 120) n;

INSERT INTO orders (id, customer_id, handled_by, status, total, ordered_at)
SELECT n, 1 + n * 17 % 550, CASE WHEN n % 5 <> 0 THEN 1 + n % 40 END,
  (ARRAY['delivered', 'delivered', 'shipped', 'paid', 'pending', 'returned', 'cancelled'])[1 + n % 7],
  20 + n * 53 % 900, timestamptz '2025-01-01 00:00:00+00' + n * interval '7 hours 11 minutes'
FROM generate_series(1, 2000) n;

INSERT INTO order_items (order_id, line, product_id, quantity, price)
SELECT n, k, 1 + (n * 31 + k * 7) % 115, 1 + (n + k) % 4, 5 + (n * 31 + k * 7) % 115 * 37 % 400 + 0.99
FROM generate_series(1, 2000) n, generate_series(1, 3) k WHERE k = 1 OR (n + k) % 3 = 0;

INSERT INTO payments
  (id, order_id, card_number, card_holder, card_expiry, amount, currency, status, paid_at)
SELECT n, n, (ARRAY['4', '5'])[1 + n % 2] || lpad((n * 17 % 550 * 7919)::text, 15, '0'),
  'Customer ' || 1 + n * 17 % 550, date '2027-01-01' + n % 48 * 30, 20 + n * 53 % 900, 'EUR',
  (ARRAY['captured', 'captured', 'captured', 'captured', 'authorized', 'refunded', 'declined'])[1 + n % 7],
  CASE WHEN n % 7 NOT IN (4, 6)
    THEN timestamptz '2025-01-01 00:00:00+00' + n * interval '7 hours 11 minutes' + n * 97 % 7200 * interval '1 second' END
FROM generate_series(1, 2000) n;
