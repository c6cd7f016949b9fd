// SPDX-License-Identifier: MIT
using System.Collections.Generic;

namespace System.Net
{
    /// <summary>Headers of a request or an answer; names compare without case.</summary>
    public class WebHeaderCollection
    {
        private readonly List<KeyValuePair<string, string>> _headers = [];

        public int Count => _headers.Count;

        public string[] AllKeys => _headers.ConvertAll(h => h.Key).ToArray();

        /// <summary>The values of that name, joined by commas; null when there is none.</summary>
        public string? this[string name]
        {
            get
            {
                List<KeyValuePair<string, string>> found = _headers.FindAll(h => string.Equals(h.Key, name, StringComparison.OrdinalIgnoreCase));
                return found.Count == 0 ? null : string.Join(",", found.ConvertAll(h => h.Value));
            }
        }

        public void Add(string name, string value) => _headers.Add(new(name, value));

        public void Set(string name, string value)
        {
            _headers.RemoveAll(h => string.Equals(h.Key, name, StringComparison.OrdinalIgnoreCase));
            Add(name, value);
        }
    }
}
