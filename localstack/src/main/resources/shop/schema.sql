create table customers (
  id integer primary key,
  full_name text not null,
  email text not null unique,
  phone text not null,
  country character(2) not null,
  created_at timestamp with time zone not null
);
comment on table customers is 'People who have bought something';
comment on column customers.email is 'Where receipts go';

create table addresses (
  id integer primary key,
  customer_id integer not null references customers (id),
  street text not null,
  postcode text not null,
  city text not null
);

create table products (
  id integer primary key,
  name text not null,
  category text not null,
  price numeric(10, 2) not null,
  attributes jsonb not null
);

create table employees (
  id integer primary key,
  full_name text not null,
  department text not null,
  hired_on date not null
);

create table orders (
  id integer primary key,
  customer_id integer not null references customers (id),
  status text not null,
  ordered_at timestamp with time zone not null
);
comment on table orders is 'One basket, once it was ordered';

create table order_items (
  order_id integer not null references orders (id),
  line integer not null,
  product_id integer not null references products (id),
  quantity integer not null check (quantity > 0),
  price numeric(10, 2) not null,
  primary key (order_id, line)
);

create table payments (
  id integer primary key,
  order_id integer not null references orders (id),
  card_number text not null,
  amount numeric(10, 2) not null,
  paid_at timestamp with time zone not null,
  status text not null
);
comment on column payments.card_number is 'Test numbers: they pass the Luhn check and belong to nobody';
