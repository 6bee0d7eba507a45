//! Facet tables for spreadsheets: one row per value.

use std::io::{self, Write};

use super::super::{number_cell, write_table};
use crate::render::table::{Table, TableCell};
use crate::response::facets::FacetTables;

/// `children` is empty for values of fields.
const COLUMNS: [&str; 5] = ["facet", "value", "count", "share", "children"];

pub(super) fn write(out: &mut dyn Write, tables: &FacetTables, table: Table) -> io::Result<()> {
    let rows = tables.tables.iter().flat_map(|facet| {
        facet.values.iter().map(|value| {
            let children = value.children.map(|children| children.to_string());
            vec![
                TableCell::text(&facet.name),
                TableCell::text(&value.value),
                TableCell::count(value.count),
                number_cell(facet.share(value)),
                TableCell::Number(children.unwrap_or_default()),
            ]
        })
    });
    write_table(out, table, &COLUMNS, rows)
}

#[cfg(test)]
mod tests {
    use super::super::super::written;
    use super::super::{FORMATS, sample};

    #[test]
    fn a_table_has_a_row_for_each_value() {
        let wanted = concat!(
            "facet,value,count,share,children\r\n",
            "area,/Haiti/Ouest,6,0.75,2\r\n",
            "area,/Haiti/Nord,3,0.375,0\r\n",
            "source,'=Wire,8,1,\r\n",
        );
        assert_eq!(written(FORMATS, "csv", &sample::tables(), 80), wanted);
    }
}
