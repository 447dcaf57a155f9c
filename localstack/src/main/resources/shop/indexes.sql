create index on addresses (customer_id);
create index on orders (customer_id);
create index on orders (ordered_at);
create index on order_items (product_id);
create index on payments (order_id);
create view order_totals as
  select o.id, o.customer_id, sum(i.quantity * i.price) as total
  from orders o join order_items i on i.order_id = o.id
  group by o.id, o.customer_id;
create view contacts as select id, full_name, email, phone from customers;
analyze;
