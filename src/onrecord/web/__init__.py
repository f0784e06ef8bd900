"""The local web page and HTTP interface: a record file -> pages to look at and answers to build on."""
