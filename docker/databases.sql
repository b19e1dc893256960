-- Run once by the PostgreSQL image, when its volume is new: one database a node, none sees another's.
CREATE DATABASE ledger_node0;
CREATE DATABASE ledger_node1;
CREATE DATABASE ledger_node2;
CREATE DATABASE ledger_node3;
