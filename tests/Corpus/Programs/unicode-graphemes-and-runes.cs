using System.Globalization;
using System.Text;

var text = "e\u0301a\u0308 👩‍🚀🇩🇪 ｆｕｌｌ Ω";
Console.WriteLine(text.Length + " " + new StringInfo(text).LengthInTextElements + " " + text.EnumerateRunes().Count());
Console.WriteLine(string.Join(",", Enumerate(text).Select(e => e.Length)));
Console.WriteLine(text.Normalize(NormalizationForm.FormC).Length + " " + text.Normalize(NormalizationForm.FormKC).Contains("full") + " " + "é".IsNormalized(NormalizationForm.FormD));
Console.WriteLine(string.Concat("Crème Brûlée".Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)));
foreach (var rune in "aß💡\u0661".EnumerateRunes())
{
    Console.WriteLine($"U+{rune.Value:X4} {rune.Utf8SequenceLength} {rune.Utf16SequenceLength} {Rune.GetUnicodeCategory(rune)} {Rune.IsLetter(rune)} {Rune.GetNumericValue(rune)}");
}
Console.WriteLine(char.IsSurrogatePair("💡", 0) + " " + char.ConvertToUtf32("💡", 0).ToString("X") + " " + char.ConvertFromUtf32(0x1F600));
var reversed = string.Concat(Enumerate("añ👍🏽b").Reverse());
Console.WriteLine(reversed);
Console.WriteLine(Rune.TryCreate('\ud83d', out _) + " " + Rune.DecodeFromUtf8([0xC3, 0x28], out var bad, out var used) + " " + bad + " " + used);
byte[] utf8 = "naïve €"u8.ToArray();
Console.WriteLine(Convert.ToHexString(utf8) + " " + Encoding.UTF8.GetCharCount(utf8));
var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
try { strict.GetString([0xFF, 0x41]); } catch (DecoderFallbackException e) { Console.WriteLine(e.Index + " " + e.BytesUnknown![0]); }
Console.WriteLine(Encoding.GetEncoding("us-ascii", new EncoderReplacementFallback("*"), new DecoderExceptionFallback()).GetBytes("aé€b").Length);
Console.WriteLine(string.Join(" ", Encoding.Unicode.GetPreamble().Concat(Encoding.BigEndianUnicode.GetBytes("A")).Concat(Encoding.Latin1.GetBytes("é"))));
var decoder = Encoding.UTF8.GetDecoder();
var chars = new char[4];
Console.WriteLine(decoder.GetChars([0xE2, 0x82], chars, false) + " " + decoder.GetChars([0xAC], chars, true) + " " + chars[0]);

static IEnumerable<string> Enumerate(string s)
{
    for (var e = StringInfo.GetTextElementEnumerator(s); e.MoveNext();) { yield return e.GetTextElement(); }
}
