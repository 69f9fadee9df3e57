// what: pragmas, nullable contexts and checksums that ask for more than they may
// row: 16
// mode: stdin
// verdict: WrongAnswer | CompileError | Rejected
#pragma warning disable CS0000, CS9999
#pragma checksum "/etc/passwd" "{ff1816ec-aa5e-4d10-87f7-6f4963833460}" "00"
#nullable disable annotations
#error version
System.Console.WriteLine("-1");
