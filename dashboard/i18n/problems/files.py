"""What is wrong with a whole file, and what was found out about it."""

from dashboard.i18n.problems.saying import count, text

SENTENCES = {
    "and_more": count("{names:quoted} and {n} more", "{names:quoted} and {n} more"),
    "column_called_twice": text("Two columns are called “{name}”; the later one is kept as “{kept}”."),
    "column_of_persons": text(
        "“{column}” may be the name of a person, so it is not shown. If it is the name of the action, call the "
        "column “title”; if it is the group that organises it, “organiser”."
    ),
    "column_of_same_field": text("“{kept}” is kept and not shown: “{used}” says the same and is used."),
    "column_without_name": text("Column {number} has no name; it is kept as “{kept}”."),
    "columns_kept": text("Kept with each row and never shown: {names:quoted}."),
    "compressed_file": text("This is a compressed file. Unpack it, and upload the CSV that is inside."),
    "damaged_spreadsheet": text(
        "The spreadsheet is damaged and cannot be opened. Open it in your spreadsheet program and save it again."
    ),
    "document": text(
        "This is a document or a zipped file that we cannot read. Open it in your spreadsheet program and "
        "save it as “CSV UTF-8”."
    ),
    "empty_file": text("The file is empty. It needs a line with column names, and one row for each action."),
    "empty_rows": count(
        "{n} empty row at the end of the file were left out.",
        "{n} empty rows at the end of the file were left out.",
    ),
    "empty_spreadsheet": text("The spreadsheet has no visible sheet with anything in it."),
    "encoding_cut": text(
        "The file says that it is {encoding}, but byte {byte} does not fit, so it may have been cut off or "
        "damaged on its way. Open it in your spreadsheet program and save it as “CSV UTF-8”."
    ),
    "encoding_damaged": count(
        "The file is in UTF-8 but for one byte; rows with letters that cannot be read are not used.",
        "The file is in UTF-8 but for {n} bytes; rows with letters that cannot be read are not used.",
    ),
    "encoding_found": text(
        "The file is not in UTF-8; it was read as {encoding}. If letters look wrong in the preview, save the "
        "file again as “CSV UTF-8”."
    ),
    "encoding_unknown": text(
        "We cannot tell in which encoding this file is. Open it in your spreadsheet program and save it as "
        "“CSV UTF-8”."
    ),
    "far_out": text(
        "The sheet “{sheet}” reaches to row {row} and column {column}. Remove what stands far out, or split it "
        "into several files."
    ),
    "file_too_large": count(
        "The file has {n} byte, and {allowed} are allowed. Split it into several files.",
        "The file has {n} bytes, and {allowed} are allowed. Split it into several files.",
    ),
    "header_below": text("The column names are in line {line}; what stands above them was left out."),
    "header_below_in_sheet": text("The column names are in row {row}; what stands above them was left out."),
    "header_missing": text("The first line must hold the column names, such as place, date and title."),
    "header_too_long": text(
        "The first line is too long to hold column names. Save the table as “CSV UTF-8”."
    ),
    "header_unclosed": text(
        "A quotation mark in the column names, in line {line}, is not closed. Close it, or remove it."
    ),
    "hidden_columns": count("column {names:commas}", "columns {names:commas}"),
    "hidden_in_sheet": text(
        "Hidden, so not read: {parts:commas}. Show them in your spreadsheet program to use them."
    ),
    "hidden_rows": count("row {names:commas}", "rows {names:commas}"),
    "hidden_sheets": count("sheet {names:quoted}", "sheets {names:quoted}"),
    "many_unclosed": text(
        "More than {most} quotation marks are opened and not closed, the last one in line {line}. Save the "
        "file again as “CSV UTF-8” from your spreadsheet program."
    ),
    "separator_unknown": text(
        "We do not see what separates the columns of “{text}”. Commas, semicolons, tabs and vertical bars do: save the "
        "table as “CSV UTF-8”."
    ),
    "no_place_column": text(
        "No column says where: they are called {names:quoted}. Call one of them place, city or country."
    ),
    "no_rows": text("The file has column names and no rows yet. Add one row for each action."),
    "no_text": text(
        "This is not a text file. Open it in your spreadsheet program and save it as “CSV UTF-8”."
    ),
    "nul_removed": text("NUL characters were removed."),
    "old_document": text(
        "This is an old document, or one with a password, which we cannot read. Open it in your spreadsheet "
        "program and save it as “CSV UTF-8”."
    ),
    "pdf": text(
        "This is a PDF document, not CSV. Find the table that it was made from, and save that as “CSV UTF-8”."
    ),
    "picture": text(
        "This is a picture, not CSV. Find the table that it was made from, and save that as “CSV UTF-8”."
    ),
    "read_sheet": text("Read from the sheet “{sheet}” of an {kind} file."),
    "read_with_bars": text("Read as {encoding}, columns separated by vertical bars."),
    "read_with_commas": text("Read as {encoding}, columns separated by commas."),
    "read_with_one_column": text("Read as {encoding}, one column."),
    "read_with_semicolons": text("Read as {encoding}, columns separated by semicolons."),
    "read_with_tabs": text("Read as {encoding}, columns separated by tabs."),
    "reading_others": text("Other files are being read right now. Please try again in a minute."),
    "sheets_not_read": count(
        "Not read: sheet {names:quoted}. Save each as a file to use it too.",
        "Not read: sheets {names:quoted}. Save each as a file to use it too.",
    ),
    "takes_too_much": text(
        "This file takes more memory or time to read than one file may. Open it in your spreadsheet program, "
        "keep only what is needed, and save it again."
    ),
    "text_document": text(
        "This is a text document, not CSV. Find the table that it was made from, and save that as “CSV UTF-8”."
    ),
    "too_many_columns": count(
        "The file has {n} column, and {allowed} are allowed. Leave some out.",
        "The file has {n} columns, and {allowed} are allowed. Leave some out.",
    ),
    "too_many_rows": count(
        "The file has more than {n} row. Split it into several files.",
        "The file has more than {n} rows. Split it into several files.",
    ),
    "too_much_text": count(
        "The spreadsheet holds {n} character in {cells} cells once repeated ones are counted, and {most} in "
        "{most_cells} are allowed. Split it into several files.",
        "The spreadsheet holds {n} characters in {cells} cells once repeated ones are counted, and {most} in "
        "{most_cells} are allowed. Split it into several files.",
    ),
    "unpacked_too_large": text(
        "The spreadsheet is too large once it is unpacked. Split it into several files."
    ),
    "utf_16_unsaid": text("The file did not say so, but it is in UTF-16."),
    "web_page": text(
        "This is a web page, not CSV. Download the table itself; you may have to sign in first."
    ),
    "xml": text(
        "This is an XML document, not CSV. Open it in your spreadsheet program and save it as “CSV UTF-8”."
    ),
}
