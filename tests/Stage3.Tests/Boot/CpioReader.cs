using System.Globalization;
using System.Text;

namespace Stage3.Tests.Boot;

/// <summary>Reads newc archives by the letter of cpio(5): what a test compares the writer with.</summary>
internal static class CpioReader
{
    internal sealed record Member(string Name, uint Inode, uint Mode, uint Uid, uint Gid, uint Links, uint Time, uint Major, uint Minor, byte[] Content)
    {
        internal string Text => Encoding.UTF8.GetString(Content);
    }

    internal static List<Member> Read(Stream stream)
    {
        var members = new List<Member>();
        long place = 0;
        while (true)
        {
            Encoding.ASCII.GetString(Take(6)).Should().Be("070701");
            var numbers = Enumerable.Range(0, 13)
                .Select(_ => uint.Parse(Encoding.ASCII.GetString(Take(8)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))
                .ToArray();
            var name = Encoding.UTF8.GetString(Take((int)numbers[11])[..^1]);
            Align();
            var content = Take((int)numbers[6]);
            Align();
            if (name == "TRAILER!!!")
            {
                stream.ReadByte().Should().Be(-1, "nothing follows the end mark");
                return members;
            }
            members.Add(new Member(name, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[9], numbers[10], content));
        }

        byte[] Take(int count)
        {
            var bytes = new byte[count];
            stream.ReadExactly(bytes);
            place += count;
            return bytes;
        }

        void Align() => Take((int)(-place & 3)).Any(padding => padding != 0).Should().BeFalse("padding is zeros");
    }
}
