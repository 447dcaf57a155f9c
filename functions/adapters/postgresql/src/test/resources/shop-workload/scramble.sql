-- The second database: the labelled columns differ in value, order and equality, all else is the same.
UPDATE customers SET
  email = (ARRAY['zoe', 'max', 'ian'])[1 + id * 7 % 3] || (100000 - id) || '@example.'
    || (ARRAY['org', 'com', 'net'])[1 + id % 3],
  phone = CASE WHEN id % 11 <> 0 THEN '+1 202 555 ' || lpad((id * 31 % 50)::text, 4, '0') END;
UPDATE payments SET card_number = (ARRAY['5', '3'])[1 + id % 2] || lpad((id * 23 % 90)::text, 15, '7');
